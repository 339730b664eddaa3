import "virtual:tokens.css";
import "./base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startTexts } from "../shared/i18n/index.ts";
import { createQueryClient } from "../shared/query-client.ts";
import { plaqueTexts } from "./i18n/index.ts";
import { PlaquePage } from "./plaque-page.tsx";

async function start(): Promise<void> {
  await startTexts(plaqueTexts);
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={createQueryClient()}>
        <PlaquePage number={decodeURIComponent(location.pathname.split("/")[2] ?? "")} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();
