import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";
// From our own server: shops' networks do not reach foreign script hosts.
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? wasmUrl : prefix + path) },
});

/** Reads QR codes out of a picture; each text once. */
export async function createQrReader(): Promise<(picture: ImageBitmapSource) => Promise<string[]>> {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (picture) => [...new Set((await detector.detect(picture)).map((code) => code.rawValue))];
}
