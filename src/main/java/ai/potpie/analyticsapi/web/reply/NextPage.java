package ai.potpie.analyticsapi.web.reply;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Links a page to the next one, whose address differs in the cursor alone.
 */
public final class NextPage {

	/** The regular expression of cursors. */
	public static final String CURSOR = "^[A-Za-z0-9_-]+$";

	private static final String PARAMETER = "cursor";

	private NextPage() {
	}

	/** The value of a header {@code Link}, relative to the current request. */
	public static String link(String cursor) {
		ServletRequestAttributes current = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
		return link(current.getRequest(), cursor);
	}

	/**
	 * The value of a header {@code Link}, relative to a request. It has neither scheme
	 * nor host, because a client can make these up.
	 */
	public static String link(HttpServletRequest request, String cursor) {
		return "<%s?%s>; rel=\"next\"".formatted(request.getRequestURI(), query(request.getQueryString(), cursor));
	}

	/**
	 * The query exactly as it was sent, with another cursor. Decoding and encoding it
	 * again could change it.
	 */
	private static String query(@Nullable String sent, String cursor) {
		StringJoiner query = new StringJoiner("&");
		for (String parameter : StringUtils.delimitedListToStringArray(sent, "&")) {
			if (!parameter.isEmpty() && !isCursor(parameter)) {
				query.add(parameter);
			}
		}
		return query.add(PARAMETER + "=" + cursor).toString();
	}

	private static boolean isCursor(String parameter) {
		String name = parameter.split("=", 2)[0];
		return StringUtils.uriDecode(name, StandardCharsets.UTF_8).equals(PARAMETER);
	}

}
