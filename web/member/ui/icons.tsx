const shapes = {
  home: "M4 11.5 12 4.5l8 7V20h-5.5v-5.5h-5V20H4z",
  me: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4 3.7-6 7.5-6s6.9 2 7.5 6z",
  code: "M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5h2.8v2.8h-2.8zM17.5 17.5H20V20h-2.5zM13.5 18h2v2h-2zM18 13.5h2v2h-2z",
  back: "M15 4.5 7.5 12l7.5 7.5",
  next: "M9 4.5 16.5 12 9 19.5",
  film: "M4 5h16v14H4zM8 5v14M16 5v14M4 9.7h4M4 14.3h4M16 9.7h4M16 14.3h4",
  bell: "M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",
  check: "M4.5 12.5 10 18 19.5 7",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2",
  cloudOff: "M7 18.5a4.5 4.5 0 0 1-.5-9A6 6 0 0 1 18 11a3.8 3.8 0 0 1 0 7.5zM4 4l16 16",
} as const;

const filled = new Set<keyof typeof shapes>(["home", "me", "code"]);

interface Props {
  name: keyof typeof shapes;
  className?: string | undefined;
}

/** A small picture beside words; never the only sign of anything, so it is silent for screen readers. */
export function Icon({ name, className }: Props) {
  const isFilled = filled.has(name);
  return (
    <svg
      className={className}
      width="1.5em"
      height="1.5em"
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
      fill={isFilled ? "currentColor" : "none"}
      stroke={isFilled ? "none" : "currentColor"}
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={shapes[name]} fillRule="evenodd" />
    </svg>
  );
}
