import '../ui/fonts.css';
import { showOutOfService } from './panel.ts';

/** The page that main shows when the kiosk itself cannot start or has failed too often. */
showOutOfService(new URLSearchParams(location.search).get('code') ?? '');
