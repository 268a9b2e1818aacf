namespace Broadcast.Api.Audit;

/// <summary>The kinds of things whose changes are noted; part of the protocol. A feature adds its own.</summary>
internal static class AuditThings
{
    public const string Festival = "festival";

    public const string Stage = "stage";

    /// <summary>The stream key of a stage; its id is the stage's.</summary>
    public const string Key = "key";

    /// <summary>The plan of a festival's relay; its id is the festival's, and its fields are the slots, by their ids.</summary>
    public const string Rundown = "rundown";

    /// <summary>A product without its stock, of which each movement is kept.</summary>
    public const string Product = "product";

    public const string Account = "account";

    /// <summary>An invitation or a reset link; it is gone when it was used or withdrawn.</summary>
    public const string Link = "link";

    /// <summary>What guests may do at a festival, whose id it has.</summary>
    public const string Guests = "guests";

    /// <summary>A relay, or a stage's own channel, when somebody does something to it by hand: what is on air, a push, an encoder, a test picture.</summary>
    public const string Channel = "channel";

    /// <summary>Another platform that a channel is pushed to, without its key.</summary>
    public const string Simulcast = "simulcast";

    /// <summary>The order of the products of a stage, whose id it has; <c>festival</c> for the goods of the whole festival.</summary>
    public const string ProductOrder = "product_order";

    /// <summary>A key of a shop's server, without the key.</summary>
    public const string MachineKey = "machine_key";

    /// <summary>A shop, without its secret.</summary>
    public const string Shop = "shop";

    /// <summary>A message to a shop, or from one, that was removed before it was sent or carried out.</summary>
    public const string Message = "message";

    /// <summary>The signing key of a purpose, without its private part.</summary>
    public const string SigningKey = "signing_key";

    /// <summary>Sign-ins of an account, whose id it has, that were ended.</summary>
    public const string SignIns = "sign_ins";

    /// <summary>That the tokens of a person are refused, by the person's id.</summary>
    public const string Revocation = "revocation";

    /// <summary>A winner's claim whose address an operator has erased.</summary>
    public const string Claim = "claim";

    /// <summary>A word of the moderators' list; its id is the word itself.</summary>
    public const string Word = "word";

    /// <summary>A village site with its key's time, and never its villagers.</summary>
    public const string Site = "site";
}

/// <summary>What was done to a thing; part of the protocol.</summary>
internal static class AuditActions
{
    public const string Made = "made";

    public const string Changed = "changed";

    /// <summary>Taken out of the offer, or removed.</summary>
    public const string Retired = "retired";

    public const string Restored = "restored";
}
