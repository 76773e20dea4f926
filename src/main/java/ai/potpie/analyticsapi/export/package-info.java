/**
 * Answers as files: what a table is, and how tables become CSV, NDJSON and workbooks. It
 * knows no answer; each says by itself which tables it is.
 */
@NullMarked
package ai.potpie.analyticsapi.export;

import org.jspecify.annotations.NullMarked;
