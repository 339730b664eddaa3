/** Where a popover's content is put so that Tab goes from its button into it: the button stands alone in an element of its own. */
export const besideTrigger = (trigger: HTMLElement): HTMLElement => trigger.parentElement ?? document.body;
