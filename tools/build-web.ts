/** `npm run build`: the web pages, built as the server builds them before it starts; nothing is done where nothing has changed. */
import { buildWeb } from "../server/build-web.ts";

process.stdout.write(`${await buildWeb()}\n`);
