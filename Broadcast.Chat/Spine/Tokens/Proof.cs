using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Spine.Tokens;

/// <summary>How strongly a caller has proved to be a person; the later, the stronger, but for the last two, which are equal
/// (<see cref="ProofWords.Meets"/>). The words are those of <see cref="Proofs"/>.</summary>
internal enum Proof
{
    /// <summary>Not at all: guests, staff, the devices of village sites.</summary>
    None,

    Email,

    Telephone,

    Issuer,

    /// <summary>As strong as <see cref="Issuer"/>.</summary>
    Villager,
}

internal static class ProofWords
{
    /// <summary>What gives somebody something takes, unless it says otherwise.</summary>
    public const Proof Usual = Proof.Telephone;

    /// <summary>Null for a word that is none of <see cref="Proofs"/>.</summary>
    public static Proof? Read(string? word) => Proofs.All.Index().Where(proof => proof.Item == word).Select(proof => (Proof?)(proof.Index + 1)).SingleOrDefault();

    /// <summary>Whether this proof is as strong as what something takes, or stronger.</summary>
    public static bool Meets(this Proof proof, Proof least) => Rank(proof) >= Rank(least);

    private static Proof Rank(Proof proof) => proof == Proof.Villager ? Proof.Issuer : proof;

    /// <summary>Empty for <see cref="Proof.None"/>.</summary>
    public static string Word(this Proof proof) => proof == Proof.None ? "" : Proofs.All[(int)proof - 1];
}
