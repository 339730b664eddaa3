/** The three sounds of a till: high and double for done, low for refused, one middle tone for accepted without network. */
const tones = {
  done: [
    [880, 0, 0.09],
    [1320, 0.11, 0.16],
  ],
  offline: [[660, 0, 0.22]],
  refused: [
    [220, 0, 0.18],
    [180, 0.22, 0.3],
  ],
} as const;

export type Sound = keyof typeof tones;

let context: AudioContext | undefined;

/** Browsers let a page sound only after a touch: call this from the first one. */
export function wakeSound(): void {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
}

/** Plays one of the three sounds, where the device can. */
export function playSound(sound: Sound): void {
  wakeSound();
  const audio = context;
  if (!audio) return;
  for (const [frequency, after, length] of tones[sound]) {
    const start = audio.currentTime + after;
    const volume = audio.createGain();
    volume.gain.setValueAtTime(0.25, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + length);
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + length);
  }
}
