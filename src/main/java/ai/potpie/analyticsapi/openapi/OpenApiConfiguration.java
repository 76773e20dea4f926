package ai.potpie.analyticsapi.openapi;

import java.util.List;

import ai.potpie.analyticsapi.cache.Reply;
import ai.potpie.analyticsapi.security.UserIds;
import ai.potpie.analyticsapi.web.parameters.ParameterLimits;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.JavadocProvider;
import org.springdoc.core.utils.SpringDocUtils;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the OpenAPI document. Springdoc makes it from the controllers, their records
 * and the Javadoc of both; this class adds the parts that hold for all endpoints.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("analytics.docs")
class OpenApiConfiguration {

	private static final String DESCRIPTION = """
			What a user's agents cost, how they did and what was talked about, answered from the spans in Pydantic \
			Logfire.

			Each request needs a bearer token, and a token reads the data of its own user unless it may read \
			everyone's. Days are whole calendar days of the time zone that is asked for, costs are US dollars, and a \
			user without data gets zeros and empty lists. A parameter that is unknown, repeated or out of range is an \
			error that names it, never a default. Every error is a problem of RFC 9457, and its `request_id` finds \
			the request in the service's log.""";

	private static final String BEARER = "bearer";

	static {
		SpringDocUtils.getConfig().addResponseWrapperToIgnore(Reply.class);
	}

	@Bean
	OpenAPI openApi(ObjectProvider<BuildProperties> build) {
		String version = build.stream().map(BuildProperties::getVersion).findFirst().orElse("development");
		// A fixed server, because springdoc would print the request's Host header
		return new OpenAPI()
			.info(new Info().title("Analytics API")
				.version(version)
				.description(DESCRIPTION)
				.license(new License().name("Apache License 2.0").identifier("Apache-2.0")))
			.servers(List.of(new Server().url("/")))
			.components(new Components().addSecuritySchemes(BEARER,
					new SecurityScheme().type(SecurityScheme.Type.HTTP)
						.scheme("bearer")
						.bearerFormat("API token or JWT")
						.description("An API token from the operators of the service, or a JWT of an identity"
								+ " provider that they trust.")))
			.security(List.of(new SecurityRequirement().addList(BEARER)));
	}

	@Bean
	MarkdownJavadoc javadoc() {
		return new MarkdownJavadoc();
	}

	@Bean
	GlobalOperationCustomizer parameterDocs(JavadocProvider javadoc, UserIds userIds, ParameterLimits limits) {
		return new ParameterDocs(javadoc, userIds, limits);
	}

	@Bean
	GlobalOperationCustomizer answerDocs() {
		return new AnswerDocs();
	}

	@Bean
	GlobalOperationCustomizer streamDocs() {
		return new StreamDocs();
	}

	@Bean
	GlobalOperationCustomizer fileDocs() {
		return new FileDocs();
	}

	@Bean
	ModelConverter recordDocs(JavadocProvider javadoc) {
		return new RecordDocs(javadoc);
	}

	@Bean
	GlobalOpenApiCustomizer ownDataDocs() {
		return new OwnDataDocs();
	}

	@Bean
	GlobalOpenApiCustomizer responseDocs(JsonMapper json) {
		return new ResponseDocs(json);
	}

	@Bean
	GlobalOpenApiCustomizer problemDocs() {
		return new ProblemDocs();
	}

}
