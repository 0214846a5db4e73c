import { defineConfig } from '@playwright/test';
import usual from './playwright.config.ts';

/** Journeys that are too many for every change: every make of the live form that no source rules out. */
export default defineConfig({ ...usual, testDir: './long', projects: [{ name: 'long', workers: 1 }] });
