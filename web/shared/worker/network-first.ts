/** A shop's customer waits no longer for a page that the device has anyway. */
const patience = 2_500;

/** The server's page, so that a new version arrives; the kept one when the server is away, slow or in trouble. */
export async function networkFirst(
  request: Request,
  kept: () => Promise<Response | undefined>,
  { ask = fetch, wait = patience }: { ask?: typeof fetch; wait?: number } = {},
): Promise<Response> {
  const asked = ask(request);
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), wait));
  const answer = await Promise.race([asked, late]).catch(() => undefined);
  if (answer && answer.status < 500) return answer;
  // Nothing kept: whatever the network still brings, also its failure.
  return (await kept()) ?? asked;
}
