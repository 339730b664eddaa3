/** A picture with nothing in it but the picture. Sides in pixels as they are stored, before any turn. */
export interface CleanPicture {
  bytes: Buffer;
  width: number;
  height: number;
}
