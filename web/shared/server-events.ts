import { inSpace } from "./space.ts";

/** Something happened on the server: its name and its fields. */
export interface ServerEvent {
  name: string;
  data: Record<string, unknown>;
}

interface Listening {
  /** `/api/member/events`, `/api/staff/events` … */
  url: string;
  names: readonly string[];
  onEvent: (event: ServerEvent) => void;
  /** The stream was interrupted and is back, or the page was asleep: what was missed should be asked for. */
  onGap?: () => void;
}

/** Listens until the returned function is called. The browser reconnects by itself and says where it stopped. */
export function listenToServer({ url, names, onEvent, onGap }: Listening): () => void {
  let source: EventSource | undefined;
  let interrupted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(inSpace(url));
    source.onopen = () => {
      if (interrupted) onGap?.();
      interrupted = false;
    };
    source.onerror = () => {
      interrupted = true;
      // Closed for good (an error status): tried again at a distance that does not add to the trouble.
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, 10_000 + Math.random() * 10_000);
    };
    for (const name of names) source.addEventListener(name, (event) => deliver(name, event, onEvent));
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

function deliver(name: string, event: MessageEvent, onEvent: Listening["onEvent"]): void {
  const data: unknown = JSON.parse(String(event.data));
  if (typeof data === "object" && data !== null) onEvent({ name, data: data as Record<string, unknown> });
}
