package ai.potpie.analyticsapi.analytics.facts;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * The parameters that filter the spans of every answer.
 *
 * @param projectId only spans of one of these projects
 * @param agentId only spans of one of these agents
 * @param environment only spans from one of these deployment environments
 */
public record Filters(
		@Schema(example = "proj_web") @BindParam("project_id") @FilterText @Nullable List<String> projectId,
		@Schema(example = "debugging_agent") @BindParam("agent_id") @FilterText @Nullable List<String> agentId,
		@Schema(example = "production") @FilterText @Nullable List<String> environment) {

	public SpanFilters ofSpans() {
		return SpanFilters.of(this.projectId, this.agentId, this.environment);
	}

}
