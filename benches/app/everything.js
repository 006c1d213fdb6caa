import * as sdk from 'sdk';

window.sdk = sdk;
