import { createAuth0 } from '@auth0/auth0-vue';
import { createApp } from 'vue';
import { createAppRouter } from './router';
import { options } from './settings';
import Shell from './Shell.vue';

const app = createApp(Shell);
app.use(createAppRouter(app));
app.use(createAuth0(options));
app.mount('#app');
