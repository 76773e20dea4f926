package ai.potpie.analyticsapi.alert;

import java.util.List;
import java.util.SortedSet;

/**
 * The rules that a caller may see.
 *
 * @param rules those of the file first, then the oldest first
 * @param channels the names of the channels that a rule can tell
 */
record RuleList(List<RuleView> rules, SortedSet<String> channels) {
}
