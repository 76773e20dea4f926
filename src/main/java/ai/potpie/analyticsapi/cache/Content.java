package ai.potpie.analyticsapi.cache;

import org.jspecify.annotations.Nullable;

/**
 * What is sent of an answer.
 *
 * @param bytes the bytes, which nobody changes
 * @param mediaType what they are
 * @param fileName what they are called where they are saved; null if they are to be shown
 * @param isPacked whether they are compressed in themselves
 * @param nextCursor where the next page begins; null if there is none
 */
public record Content(byte[] bytes, String mediaType, @Nullable String fileName, boolean isPacked,
		@Nullable String nextCursor) {
}
