/** A point of the map as a phone tells it (WGS 84). */
export interface MapPoint {
  latitude: number;
  longitude: number;
}

const written = /^(-?\d{1,2}(?:\.\d+)?)\s*[,，]\s*(-?\d{1,3}(?:\.\d+)?)$/;

/** The point that a store's position holds, or undefined where it says in words how to find the store. */
export function readMapPoint(position: string): MapPoint | undefined {
  const [, north, east] = written.exec(position.trim()) ?? [];
  const point = { latitude: Number(north), longitude: Number(east) };
  return Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? point : undefined;
}

/** Five digits behind the point are a metre: no phone knows more. */
export const writeMapPoint = ({ latitude, longitude }: MapPoint): string =>
  `${latitude.toFixed(5)},${longitude.toFixed(5)}`;

/** Opens the point in the map that phones here have, or in its page; nothing is loaded before somebody presses. */
export function mapLink({ latitude, longitude }: MapPoint, name: string): string {
  const query = new URLSearchParams({
    position: `${longitude},${latitude}`,
    name,
    coordinate: "wgs84",
    callnative: "1",
  });
  return `https://uri.amap.com/marker?${query}`;
}
