/**
 * Answers as files: tables, and how they become CSV, NDJSON and workbooks. The package
 * knows no answer: each answer defines its own tables.
 */
@NullMarked
package ai.potpie.analyticsapi.export;

import org.jspecify.annotations.NullMarked;
