import { Component } from '@angular/core';

@Component({
  selector: 'app-sorry',
  template: `<h1>That did not work</h1>
    <p>The tenant refused. The message below says why.</p>`,
})
export class Sorry {}
