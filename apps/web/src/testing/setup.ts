/** Runs before every web spec: matchers for the DOM. */
import '@testing-library/jest-dom/jest-globals';
