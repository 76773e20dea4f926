/**
 * How alerts reach people: events and who is told of them, the outbox, channels and what
 * they send.
 */
@NullMarked
package ai.potpie.analyticsapi.alert.delivery;

import org.jspecify.annotations.NullMarked;
