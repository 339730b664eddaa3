import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { drawingOf, presetOf } from "./drawing.rules.ts";
import { hallQuery, seatMapQuery } from "./places.queries.ts";
import { SeatEditor } from "./seat-editor.tsx";

/** Draws the seats of a hall, from what was saved last or from the beginning. */
export function SeatEditorPage() {
  const { t } = useTranslation("console");
  const { hallId } = useParams({ from: "/inside/places/halls/$hallId/seats" });
  // What somebody else saves meanwhile must not wipe out the drawing: the server says so when this one is saved.
  const hall = useQuery({ ...hallQuery(hallId), refetchOnWindowFocus: false });
  const name = hall.data?.name ?? t("places.hall");
  return (
    <Page
      title={t("places.drawOne", { name })}
      about={t("places.drawAbout")}
      back={
        <Link to="/places/halls/$hallId" params={{ hallId }} search={{ tab: "seats" }}>
          {name}
        </Link>
      }
    >
      <QueryView query={hall}>
        {({ id, seatMap }) =>
          seatMap === null ? (
            <SeatEditor hallId={id} version={0} saved={[]} start={presetOf("empty")} renamed={false} />
          ) : (
            <Saved hallId={id} seatMapId={seatMap.id} />
          )
        }
      </QueryView>
    </Page>
  );
}

function Saved({ hallId, seatMapId }: { hallId: string; seatMapId: string }) {
  const map = useQuery(seatMapQuery(seatMapId));
  return (
    <QueryView query={map}>
      {({ id, version, seats }) => {
        const { drawing, renamed } = drawingOf(seats);
        return (
          <SeatEditor key={id} hallId={hallId} version={version} saved={seats} start={drawing} renamed={renamed} />
        );
      }}
    </QueryView>
  );
}
