package ai.potpie.analyticsapi.alert.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.settings.SettingException;
import ai.potpie.analyticsapi.web.problem.BadRequestException;
import tools.jackson.databind.JsonNode;

/**
 * The rules of a file: a list of rules as the API takes them. Their names are their
 * identity, and their version follows from what they say, so that all replicas agree.
 */
class RuleFile {

	static final String SETTING = "ANALYTICS_ALERT_RULES_FILE";

	/** As many hexadecimal digits as a number of JavaScript can hold. */
	private static final int VERSION_DIGITS = 12;

	private final RuleReader reader;

	private final Supplier<Set<String>> channels;

	private final YamlFile<List<StoredRule>> file;

	RuleFile(String location, RuleReader reader, Supplier<Set<String>> channels) {
		this.reader = reader;
		this.channels = channels;
		this.file = new YamlFile<>(SETTING, location, UnaryOperator.identity(), this::rules);
	}

	List<StoredRule> rules() {
		return this.file.value();
	}

	void refresh() {
		this.file.refresh();
	}

	private List<StoredRule> rules(JsonNode list) {
		if (!list.isArray()) {
			throw new SettingException(SETTING + " is not a list of rules.", "Begin each rule with a dash.");
		}
		List<StoredRule> rules = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (JsonNode each : list) {
			Rule rule = rule(each, rules.size() + 1);
			if (!names.add(rule.name())) {
				throw new SettingException("%s has two rules with the name '%s'.".formatted(SETTING, rule.name()),
						"Give each rule a name of its own.");
			}
			rules.add(stored(rule));
		}
		return List.copyOf(rules);
	}

	private Rule rule(JsonNode each, int number) {
		try {
			return this.reader.read(each, this.channels.get());
		}
		catch (BadRequestException ex) {
			throw new SettingException("Rule %d of %s is wrong.".formatted(number, SETTING),
					ex.errors()
						.stream()
						.map((error) -> error.parameter() + " " + error.message() + ".")
						.collect(Collectors.joining(" ")));
		}
	}

	private static StoredRule stored(Rule rule) {
		Rule substance = new Rule("", rule.of(), rule.filters(), rule.measure(), rule.period(), rule.timezone(),
				rule.amount(), rule.thresholds(), List.of(), true);
		return new StoredRule("file_" + Sha256.hex(rule.name()).substring(0, 16), null, StoredRule.Source.FILE,
				number(substance), number(rule), rule, null, null);
	}

	private static long number(Rule rule) {
		return Long.parseLong(Sha256.hex(rule.toString()).substring(0, VERSION_DIGITS), 16);
	}

}
