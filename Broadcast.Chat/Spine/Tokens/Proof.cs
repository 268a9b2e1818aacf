using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Spine.Tokens;

/// <summary>How strongly a caller has proved to be a person; the later, the stronger. The words are those of <see cref="Proofs"/>.</summary>
internal enum Proof
{
    /// <summary>Not at all: guests, staff, the devices of village sites.</summary>
    None,

    Email,

    Telephone,

    Issuer,
}

internal static class ProofWords
{
    /// <summary>What gives somebody something takes, unless it says otherwise.</summary>
    public const Proof Usual = Proof.Telephone;

    /// <summary>Null for a word that is none of <see cref="Proofs"/>.</summary>
    public static Proof? Read(string? word) => Proofs.All.Index().Where(proof => proof.Item == word).Select(proof => (Proof?)(proof.Index + 1)).SingleOrDefault();

    /// <summary>Empty for <see cref="Proof.None"/>.</summary>
    public static string Word(this Proof proof) => proof == Proof.None ? "" : Proofs.All[(int)proof - 1];
}
