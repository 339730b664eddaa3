/** The longest side that is sent unless told otherwise, in pixels; more is never shown on a phone. */
export const longestSide = 1600;

/** The size of a picture brought within `longest`, its shape kept; a smaller one stays as it is. */
export function fitWithin(size: { width: number; height: number }, longest: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(size.width, size.height));
  const scaled = (side: number) => Math.max(1, Math.round(side * scale));
  return { width: scaled(size.width), height: scaled(size.height) };
}

/**
 * A photo of any size as a JPEG of at most so many pixels, the right way up and without what the camera noted.
 * Rejects when the browser cannot read it as a picture.
 */
export async function shrinkPicture(file: Blob, longest = longestSide): Promise<Blob> {
  const picture = await decode(file);
  const { width, height } = fitWithin({ width: picture.naturalWidth, height: picture.naturalHeight }, longest);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("no canvas");
  pen.fillStyle = "white"; // JPEG has no transparency
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, 0, 0, width, height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/jpeg", 0.85),
  );
}

async function decode(file: Blob): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    return picture;
  } finally {
    URL.revokeObjectURL(url);
  }
}
