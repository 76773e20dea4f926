/** What the service tells its page: how people can sign in. */
export const settings = JSON.parse(document.querySelector("meta[name=settings]").content);
