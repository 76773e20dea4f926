package ai.potpie.analyticsapi.web.parameters;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.export.Format;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.accept.ParameterContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Resolves the format of an answer: the one that the parameter {@code format} names, or
 * else one that {@code Accept} allows. The parameter serves links in pages, which cannot
 * set headers.
 */
final class RequestFormat {

	static final String PARAMETER = "format";

	private static final String ATTRIBUTE = RequestFormat.class.getName();

	private RequestFormat() {
	}

	/** The strategies for Spring; the first that finds a media type decides. */
	static Stream<ContentNegotiationStrategy> strategies() {
		Map<String, MediaType> formats = Arrays.stream(Format.values())
			.collect(Collectors.toMap((format) -> format.name().toLowerCase(Locale.ROOT), Format::mediaType));
		formats.put("focus", Format.CSV.mediaType());
		return Stream.of(new FormatParameter(formats), new HeaderContentNegotiationStrategy());
	}

	/** The format among those that the handler offers, resolved once for each request. */
	static Format of(NativeWebRequest request, ContentNegotiationStrategy negotiation)
			throws HttpMediaTypeNotAcceptableException {
		if (request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Format resolved) {
			return resolved;
		}
		Format format = resolve(request, negotiation);
		request.setAttribute(ATTRIBUTE, format, RequestAttributes.SCOPE_REQUEST);
		return format;
	}

	private static Format resolve(NativeWebRequest request, ContentNegotiationStrategy negotiation)
			throws HttpMediaTypeNotAcceptableException {
		Object produced = request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE,
				RequestAttributes.SCOPE_REQUEST);
		return negotiation.resolveMediaTypes(request)
			.stream()
			.flatMap((accepted) -> Arrays.stream(Format.values())
				.filter((format) -> accepted.includes(format.mediaType())))
			.filter((format) -> !(produced instanceof Collection<?> types) || types.contains(format.mediaType()))
			.findFirst()
			.orElse(Format.JSON);
	}

	/**
	 * Ignores an unknown format, which is an error of the parameter and not of
	 * {@code Accept}.
	 */
	private static final class FormatParameter extends ParameterContentNegotiationStrategy {

		FormatParameter(Map<String, MediaType> formats) {
			super(formats);
			setParameterName(PARAMETER);
		}

		@Override
		protected @Nullable MediaType handleNoMatch(NativeWebRequest request, String key) {
			return null;
		}

	}

}
