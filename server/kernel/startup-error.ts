/** Why the server, or one of its commands, cannot go on: one line that tells a person what to do. Printed without a stack. */
export class StartupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartupError";
  }
}
