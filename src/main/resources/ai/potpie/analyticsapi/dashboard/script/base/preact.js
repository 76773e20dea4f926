// vendor/preact.js, which comes first, sets this global
export const { html, render, useState, useEffect, useRef, useMemo, useLayoutEffect } = self.htmPreact;
