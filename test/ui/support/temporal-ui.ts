/** The Temporal UI as an operator on call uses it: by what it shows, and by its buttons. */
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';

export interface TemporalUi {
  readonly page: Page;
  /** The workflow ids of the list under a query, as soon as it shows as many as were asked for. */
  list(query: string, count: number): Promise<string[]>;
  /** Puts columns into the list, and takes others out. */
  showColumns(added: readonly string[], removed: readonly string[]): Promise<void>;
  /** The first cell of the list with exactly this text. */
  cell(text: string): Locator;
  /** From the list to the page of a drain, and there to what it says of itself. */
  openDetails(workflowId: string): Promise<void>;
  /** What the open drain says of itself; `refresh` reads it again. */
  readonly details: FrameLocator;
  refresh(): Promise<void>;
  /** "Send an Update" of the open drain. @returns why it was refused, as shown; undefined: it was taken */
  sendUpdate(name: string, argument: object): Promise<string | undefined>;
  /** "Request Cancellation" of the open drain, and its confirmation. */
  requestCancellation(): Promise<void>;
  /** Waits until the open drain's page shows a status such as `Canceled`. */
  untilStatus(status: string): Promise<void>;
}

/** Big enough for what an operator on call reads, and small enough for a README. */
const viewport = { width: 1280, height: 800 };

/** @param uiUrl the page of a namespace */
export async function openTemporalUi(browser: Browser, uiUrl: string): Promise<TemporalUi> {
  const page = await browser.newPage({ viewport });
  const main = page.getByRole('main');
  return {
    page,
    list: async (query, count) => {
      await page.goto(`${uiUrl}/workflows?query=${encodeURIComponent(query)}`);
      await page.getByRole('heading', { name: count === 1 ? '1 Workflow' : `${count} Workflows` }).waitFor();
      const links = page.getByTestId('workflows-summary-configurable-table-row').getByRole('link', {
        name: /^drain-/,
      });
      await links.first().waitFor();
      return links.allInnerTexts();
    },
    showColumns: async (added, removed) => {
      await page.getByTestId('workflows-summary-table-configuration-button').click();
      const item = (name: string, button: string) =>
        page.getByTestId(`orderable-list-item-${name}-${button}-button`);
      for (const name of removed) await item(name, 'remove').click();
      for (const name of added) await item(name, 'add').click();
      await page.getByTestId('drawer-close-button').click();
      await page.getByRole('button', { name: 'Collapse saved views' }).click();
    },
    cell: (text) => page.getByRole('cell', { name: text, exact: true }).first(),
    openDetails: async (workflowId) => {
      await page.getByRole('link', { name: workflowId, exact: true }).click();
      await page.getByRole('tab', { name: 'User Metadata' }).click();
    },
    details: page.locator('iframe').last().contentFrame(),
    refresh: () => page.keyboard.press('r'),
    sendUpdate: async (name, argument) => {
      await page.getByRole('button', { name: 'More Actions' }).click();
      await page.getByRole('menuitem', { name: 'Send an Update' }).click();
      const dialog = page.getByRole('dialog', { name: 'Send an Update' });
      await dialog.getByRole('button', { name: 'Select an Update' }).click();
      await dialog.getByRole('option', { name: new RegExp(`^${name} `) }).click();
      // Laid out as the editor does it once it loses the focus: the button would move away under the click.
      await dialog
        .getByRole('textbox')
        .last()
        .fill(JSON.stringify(argument, undefined, 2));
      await dialog.getByRole('button', { name: 'Submit' }).click();
      const refusal = dialog.getByRole('alert');
      await Promise.race([dialog.waitFor({ state: 'hidden' }), refusal.waitFor()]);
      if (await dialog.isHidden()) return undefined;
      const words = await refusal.innerText();
      await dialog.getByRole('button', { name: 'Cancel' }).last().click();
      return words;
    },
    requestCancellation: async () => {
      await page.getByRole('button', { name: 'Request Cancellation' }).click();
      const dialog = page.getByRole('dialog', { name: 'Cancel Workflow' });
      await dialog.getByRole('button', { name: 'Confirm' }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
    untilStatus: (status) => main.getByText(status, { exact: true }).first().waitFor(),
  };
}
