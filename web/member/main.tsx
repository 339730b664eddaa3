import "virtual:tokens.css";
import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startTexts } from "../shared/i18n/index.ts";
import { App } from "./app/app.tsx";
import { registerWorker } from "./app/service-worker.ts";
import { memberTexts } from "./i18n/index.ts";
import { applyElder } from "./session/elder.ts";
import { noteOpening } from "./session/opened-by.ts";

async function start(): Promise<void> {
  noteOpening(location.search);
  registerWorker();
  applyElder();
  await startTexts(memberTexts);
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void start();
