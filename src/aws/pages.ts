interface Page {
  readonly nextToken?: string | undefined;
  readonly NextToken?: string | undefined;
}

/** The pages of a listing: the next is read once the one before was used. Each of AWS's services spells its token in one of two ways. */
export async function* pagesOf<P extends Page>(
  read: (token: string | undefined) => Promise<P>,
): AsyncGenerator<P> {
  let token: string | undefined;
  do {
    const page = await read(token);
    yield page;
    token = page.nextToken ?? page.NextToken;
  } while (token !== undefined);
}
