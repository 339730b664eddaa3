import { useEffect, useRef, useState } from "react";
import { looksLikeCode } from "../../../wire/member-code/index.ts";
import { Button } from "../hand/button.tsx";
import styles from "./camera-scanner.module.css";

interface CameraScannerProps {
  /** What the entrance says: the dialog's name, what to do, the way out, and why there is no picture. */
  texts: Record<"title" | "hint" | "close" | "denied" | "none", string>;
  onCode: (text: string) => void;
  onClose: () => void;
}

const lookEvery = 120;

/** The camera, looking for a member code; other QR codes in view are ignored. */
export function CameraScanner({ texts, onCode, onClose }: CameraScannerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<"denied" | "none">();
  const found = useRef(onCode);
  found.current = onCode;
  useEffect(() => {
    const watching = new AbortController();
    watch(video.current, watching.signal, (text) => found.current(text)).catch((error: unknown) => {
      if (!watching.signal.aborted) setTrouble(isDenied(error) ? "denied" : "none");
    });
    return () => watching.abort();
  }, []);
  return (
    <div
      role="dialog"
      aria-modal="true"
      aria-label={texts.title}
      className={styles.scanner}
      onKeyDown={({ key }) => key === "Escape" && onClose()}
    >
      {trouble ? (
        <p role="alert" className={styles.trouble}>
          {texts[trouble]}
        </p>
      ) : (
        <>
          <video ref={video} muted playsInline className={styles.video} />
          <p className={styles.hint}>{texts.hint}</p>
        </>
      )}
      <Button onClick={onClose} autoFocus>
        {texts.close}
      </Button>
    </div>
  );
}

const isDenied = (error: unknown): boolean => error instanceof DOMException && error.name === "NotAllowedError";

/** Reads the camera until a member code is seen or `signal` ends it. */
async function watch(video: HTMLVideoElement | null, signal: AbortSignal, onCode: (text: string) => void) {
  // Without HTTPS browsers have no camera at all, whatever the types say.
  if (!video || navigator.mediaDevices === undefined) throw new Error("no camera");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  if (signal.aborted) return stop();
  signal.addEventListener("abort", stop);
  video.srcObject = stream;
  await video.play();
  const { createQrReader } = await import("./detector.ts");
  const read = await createQrReader();
  while (!signal.aborted) {
    const code = (await read(video)).find(looksLikeCode);
    if (code !== undefined && !signal.aborted) return onCode(code);
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
}
