using System.Text.Json.Serialization;
using Broadcast.Api.Catalog.Pictures;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Catalog;

/// <summary>
/// A product of the catalogue. <c>price</c> is in the currency's smallest unit; <c>illustrative</c> marks sample data; <c>stock</c> and
/// <c>revision</c> are for those who may write.
/// </summary>
internal sealed record ProductView(
    ProductId Id, StageId? Stage, string Name, string? NameEn, long Price, string Currency, string Url, string? Image, IReadOnlyList<string> Pictures,
    bool Illustrative)
{
    /// <summary>Units that may still be allocated to sales.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Stock { get; init; }

    /// <summary>Rises with each change of the product and of its stock.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Revision { get; init; }

    /// <summary>When it was retired; absent while it is offered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>Those of <c>pictures</c> that were uploaded here, for those who may write.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UploadedPicture>? Uploads { get; init; }

    /// <summary>What everybody may see.</summary>
    public static ProductView Of(Product product) => new(
        product.Id, product.StageId, product.Name, product.NameEn, product.Price, product.Currency, product.Url, product.FirstPicture, product.AllPictures,
        product.Illustrative)
    { RetiredAt = product.RetiredAt };

    /// <summary>What those see who may write.</summary>
    public static ProductView Whole(Product product) => Of(product) with
    {
        Stock = product.Stock,
        Revision = product.Revision,
        Uploads = [.. product.UploadIds.Select(id => new UploadedPicture(id, PictureLink.Of(id, PictureLink.Small), PictureLink.Of(id)))],
    };
}

/// <summary>A picture of a product that was uploaded.</summary>
/// <param name="Id">Of its content.</param>
/// <param name="Small">320 pixels wide at most.</param>
/// <param name="Url">800 pixels wide at most; <c>pictures</c> has the same link.</param>
internal sealed record UploadedPicture(string Id, string Small, string Url);

/// <summary>One change of a product's stock.</summary>
/// <param name="Id">Rises with each movement of the product.</param>
/// <param name="At">When.</param>
/// <param name="Change">Units; negative when some were taken.</param>
/// <param name="After">The stock after it.</param>
/// <param name="By">Who called: <c>staff:…</c> or <c>machine:…</c>.</param>
/// <param name="Why"><c>made</c>, <c>set</c>, <c>changed</c>, <c>removed</c>, <c>restored</c>, <c>prize</c> or <c>prize_back</c>.</param>
internal sealed record StockMovementView(long Id, DateTimeOffset At, long Change, long After, string By, string Why)
{
    public static StockMovementView Of(StockMovement movement) => new(movement.Id, movement.At, movement.Change, movement.After, movement.By, movement.Why);
}

/// <param name="Items">The newest first.</param>
/// <param name="Next">The <c>before</c> of the next page; null on the last page.</param>
internal sealed record StockMovementPage(IReadOnlyList<StockMovementView> Items, long? Next);
