import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ReactZoomPanPinchRef, TransformComponent, TransformWrapper } from "react-zoom-pan-pinch";
import { SeatMap, type SeatOnMap, sizeOfMap } from "../../../shared/seat-map/seat-map.tsx";
import styles from "./seat-zoom.module.css";

interface Props {
  seats: readonly SeatOnMap[];
  label: string;
  onPress?: ((label: string) => void) | undefined;
}

/** A seat is large enough for a thumb from this scale on: 28 px of the drawing become 44. */
const thumbScale = 1.6;
const mostScale = 3;
const step = 1.6;
const tallest = 420;
/** A finger that travels further than this has dragged, not pressed. */
const dragged = 8;

/** The seat map under two fingers: the whole hall at first, pinched and dragged to look closer. */
export function SeatZoom({ seats, label, onPress }: Props) {
  const { box, width } = useWidth();
  const size = sizeOfMap(seats);
  const fit = width === 0 ? 0 : Math.min(thumbScale, width / size.width);
  return (
    <div ref={box} className={styles.box}>
      {fit > 0 && (
        <Zoom
          key={fit}
          fit={fit}
          height={Math.min(tallest, Math.ceil(size.height * fit))}
          {...{ seats, label, onPress }}
        />
      )}
    </div>
  );
}

function Zoom({ seats, label, onPress, fit, height }: Props & { fit: number; height: number }) {
  const map = useRef<ReactZoomPanPinchRef>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(fit);
  const press =
    onPress &&
    ((seat: string) => {
      onPress(seat);
      // Chosen from far away: come near enough to see whether it is the one that was meant.
      const drawn = frame.current?.querySelector<SVGGElement>(`[data-seat="${CSS.escape(seat)}"]`);
      if (scale < thumbScale && drawn)
        void map.current?.zoomToElement(drawn as unknown as HTMLElement, thumbScale, 200);
    });
  return (
    <div ref={frame} {...usePressesOnly()}>
      <TransformWrapper
        ref={map}
        initialScale={fit}
        minScale={fit}
        maxScale={Math.max(mostScale, fit)}
        centerOnInit
        centerZoomedOut
        // The whole hall in view: a finger that slides over it moves the page.
        panning={{ disabled: scale <= fit * 1.01 && height < tallest }}
        doubleClick={{ disabled: true }}
        wheel={{ activationKeys: ["Control", "Meta"] }}
        onTransform={({ state }) => setScale(state.scale)}
      >
        <TransformComponent wrapperStyle={{ width: "100%", height }}>
          <SeatMap seats={seats} label={label} size="natural" onPress={press} />
        </TransformComponent>
      </TransformWrapper>
      <ZoomButtons {...{ map, scale, fit }} />
    </div>
  );
}

interface ButtonsProps {
  map: { current: ReactZoomPanPinchRef | null };
  scale: number;
  fit: number;
}

function ZoomButtons({ map, scale, fit }: ButtonsProps) {
  const { t } = useTranslation("member");
  const zoom = (next: number) => void map.current?.centerView(next, 200);
  return (
    <div className={styles.buttons}>
      <button type="button" onClick={() => zoom(Math.max(fit, scale / step))} disabled={scale <= fit * 1.01}>
        {t("seats.zoomOut")}
      </button>
      <button type="button" onClick={() => zoom(fit)} disabled={scale <= fit * 1.01}>
        {t("seats.wholeHall")}
      </button>
      <button type="button" onClick={() => zoom(Math.min(mostScale, scale * step))} disabled={scale >= mostScale}>
        {t("seats.zoomIn")}
      </button>
    </div>
  );
}

/** The width that there is, followed when the phone is turned. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const measure = () => setWidth(box.current?.clientWidth ?? 0);
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  return { box, width };
}

/** A drag ends on the seat that it began on, because the map went along: such a click is none. */
function usePressesOnly() {
  const from = useRef({ x: 0, y: 0 });
  return {
    onPointerDownCapture: ({ clientX: x, clientY: y }: PointerEvent) => {
      from.current = { x, y };
    },
    onClickCapture: (event: MouseEvent) => {
      const isKey = event.detail === 0;
      const { x, y } = from.current;
      if (!isKey && Math.hypot(event.clientX - x, event.clientY - y) > dragged) event.stopPropagation();
    },
  };
}
