using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Quiz;

/// <summary>What is kept with an answer.</summary>
/// <param name="Proof">How strongly the viewer had proved to be a person when the answer came.</param>
/// <param name="Name">The name under which a winner is shown.</param>
internal readonly record struct AnswerDetail(Proof Proof, string Name)
{
    /// <summary>No name has it: names have no control characters.</summary>
    private const char Between = '\t';

    public override string ToString() => $"{Proof.Word()}{Between}{Name}";

    /// <summary>
    /// Of an answer that a node of an older build took, there is only the name; the only persons that such a node knows are those of issuers.
    /// </summary>
    public static AnswerDetail Read(ViewerId viewer, string detail) =>
        detail.Split(Between, 2) is [var proof, var name] ? new AnswerDetail(ProofWords.Read(proof) ?? Proof.None, name)
        : new AnswerDetail(Caller.IsPerson(viewer) ? Proof.Issuer : Proof.None, detail);
}
