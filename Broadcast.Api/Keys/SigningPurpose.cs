namespace Broadcast.Api.Keys;

/// <summary>
/// What a row of signing keys is for. A feature that signs adds its purpose with <see cref="KeysModule.AddSigningPurpose"/>; keys of one
/// purpose never verify what was signed for another.
/// </summary>
/// <param name="Name">A word for paths and the database, such as <c>receipts</c>.</param>
/// <param name="Type">The <c>typ</c> of what is signed (RFC 8725, section 3.11), such as <c>receipt+jwt</c>.</param>
/// <param name="Lasting">How long a signature is to be verifiable: a key stays published for so long after its last signature.</param>
internal sealed record SigningPurpose(string Name, string Type, TimeSpan Lasting)
{
    public const int LongestName = 40;
}
