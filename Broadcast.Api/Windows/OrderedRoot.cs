using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.Windows;

/// <summary>
/// SHA-256 of digests that are added one by one, each with a line feed behind it. They must come in ordinal order, each once, so
/// that everybody who sorts them finds the same root.
/// </summary>
/// <param name="of">Whose root it is, for people.</param>
internal sealed class OrderedRoot(string of) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The digest that was added last; empty before the first.</summary>
    public string Last { get; private set; } = "";

    /// <exception cref="InvalidOperationException">It is not above the one before.</exception>
    public void Add(string digest)
    {
        if (string.CompareOrdinal(digest, Last) <= 0)
            throw new InvalidOperationException($"The entries of {of} are not read in ordinal order, or one is there twice: {digest} comes behind {Last}. It has no root.");

        _hash.AppendData(Encoding.ASCII.GetBytes($"{digest}\n"));
        Last = digest;
    }

    /// <summary>Lower-case hex.</summary>
    public string Read() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();
}
