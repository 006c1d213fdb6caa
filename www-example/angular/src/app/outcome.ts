import { JsonPipe } from '@angular/common';
import { Component, signal } from '@angular/core';

/** Runs something, and shows what came of it. */
@Component({
  selector: 'app-outcome',
  imports: [JsonPipe],
  template: `
    @if (latest(); as outcome) {
      <pre id="outcome" [attr.data-run]="outcome.run">{{ outcome.value | json }}</pre>
    }
  `,
})
export class Outcome {
  readonly latest = signal<{ run: number; value: unknown } | undefined>(undefined);
  private runs = 0;

  async of(way: () => Promise<unknown>): Promise<void> {
    const value = await way().catch((error: { error?: string }) => ({ failure: error.error ?? String(error) }));
    this.runs += 1;
    this.latest.set({ run: this.runs, value });
  }
}
