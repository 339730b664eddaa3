import "../shared/old-browsers.ts";
import "virtual:tokens.css";
import "../shared/hand/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startTexts } from "../shared/i18n/index.ts";
import { keepReady } from "../shared/new-version.ts";
import { App } from "./app/app.tsx";
import { partnerTexts } from "./i18n/index.ts";
import { watchInstall } from "./shared/install/install-panel.tsx";

async function start(): Promise<void> {
  await startTexts(partnerTexts);
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

watchInstall();
keepReady("/partner");
void start();
