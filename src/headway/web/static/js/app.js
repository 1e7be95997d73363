// Small behaviours over pages that work without them. When static files are collected, the parts take these lines' place.
import "./sliders.js";
import "./autosave.js";
import "./overlays.js";
import "./requests.js";
import "./shortcuts.js";
import "./treegrid.js";
