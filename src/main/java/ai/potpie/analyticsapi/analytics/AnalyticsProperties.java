package ai.potpie.analyticsapi.analytics;

import java.util.List;

import ai.potpie.analyticsapi.analytics.facts.AgentSpanNames;
import ai.potpie.analyticsapi.analytics.facts.AttributeNames;
import ai.potpie.analyticsapi.analytics.facts.RunSource;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How spans are understood. Of several attributes the first that is not blank counts.
 *
 * @param agentSpanNames names of the spans that are an agent at work; one that ends with
 * {@code *} is a prefix
 * @param runs which spans make runs
 * @param userAttributes attributes that say whose a span is
 * @param runAttributes attributes that name the run to which a span belongs
 * @param conversationAttributes attributes that name its conversation
 * @param projectAttributes attributes that name its project
 * @param agentAttributes attributes that name its agent
 */
@ConfigurationProperties("analytics")
@Validated
record AnalyticsProperties(@NotEmpty @DefaultValue( {
		"agent run*", "invoke_agent*" }) List<String> agentSpanNames, @DefaultValue("usage_spans") RunSource runs,
		@NotEmpty @DefaultValue("user_id") List<@Pattern(regexp = AnalyticsProperties.ATTRIBUTE,
				message = AnalyticsProperties.MESSAGE) String> userAttributes,
		@NotEmpty @DefaultValue("run_id") List<@Pattern(regexp = AnalyticsProperties.ATTRIBUTE,
				message = AnalyticsProperties.MESSAGE) String> runAttributes,
		@NotEmpty @DefaultValue({ "conversation_id",
				"gen_ai.conversation.id" }) List<@Pattern(regexp = AnalyticsProperties.ATTRIBUTE,
						message = AnalyticsProperties.MESSAGE) String> conversationAttributes,
		@NotEmpty @DefaultValue("project_id") List<@Pattern(regexp = AnalyticsProperties.ATTRIBUTE,
				message = AnalyticsProperties.MESSAGE) String> projectAttributes,
		@NotEmpty @DefaultValue({ "agent_id", "gen_ai.agent.name" }) List<@Pattern(
				regexp = AnalyticsProperties.ATTRIBUTE, message = AnalyticsProperties.MESSAGE) String> agentAttributes){

	static final String ATTRIBUTE = "[A-Za-z0-9_.:@-]{1,128}";

	static final String MESSAGE = "is not the name of an attribute: up to 128 letters, digits and _.:@-";

	SpanRules rules() {
		return new SpanRules(new AgentSpanNames(this.agentSpanNames), new AttributeNames(this.userAttributes,
				this.runAttributes, this.conversationAttributes, this.projectAttributes, this.agentAttributes),
				this.runs);
	}

}
