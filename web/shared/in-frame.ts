/** Whether another site shows this page in a frame; its cookies are then of that frame only, and the server must know. */
export const isInFrame = typeof window !== "undefined" && window.self !== window.top;
