using System.Globalization;
using System.Text.RegularExpressions;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Catalog.Csv;

/// <summary>
/// The columns of a file of products. <c>price</c> is in the currency's main unit, with a point: people write it. <c>pictures</c> has links
/// with blanks between them.
/// </summary>
internal static partial class ProductColumns
{
    public static readonly IReadOnlyList<string> All = ["id", "stage", "name", "nameEn", "price", "currency", "stock", "url", "image", "pictures", "illustrative", "revision"];

    public static IEnumerable<string> Of(Product product) =>
    [
        product.Id.Value, product.StageId?.Value ?? "", product.Name, product.NameEn ?? "", Currency.Text(product.Price, product.Currency), product.Currency,
        product.Counted ? product.Stock.ToString(CultureInfo.InvariantCulture) : "", product.Url, product.Image ?? "", string.Join(' ', product.Pictures),
        product.Illustrative ? "true" : "false", product.Revision.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>What a row asks for. A column that the file does not have leaves the product as it is; an empty cell empties it, but for the stock.</summary>
    /// <param name="table">The file.</param>
    /// <param name="row">The row.</param>
    /// <param name="known">The product, where there is one.</param>
    /// <param name="faults">Gets what cannot be read.</param>
    public static ProductPut Read(CsvTable table, string[] row, Product? known, FieldFaults faults)
    {
        string? Text(string column, string? otherwise) => table.Cell(row, column) ?? otherwise;
        var currency = Text("currency", known?.Currency) is { Length: > 0 } code ? code : "CNY";
        var pictures = table.Cell(row, "pictures")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? known?.Pictures as IReadOnlyList<string?>;
        return new ProductPut(
            Text("name", known?.Name), Text("nameEn", known?.NameEn), Price(table.Cell(row, "price"), currency, faults) ?? known?.Price, currency,
            Number("stock", table.Cell(row, "stock"), faults), StockChange: null, Number("revision", table.Cell(row, "revision"), faults), Text("stage", known?.StageId?.Value),
            Link: null, Text("url", known?.Url) is { Length: > 0 } url ? url : null, Text("image", known?.Image), pictures, Truth(table.Cell(row, "illustrative"), faults) ?? known?.Illustrative);
    }

    /// <summary>The SKU of the row; null, with a fault, when it is none.</summary>
    /// <param name="table">The file.</param>
    /// <param name="row">The row.</param>
    /// <param name="otherwise">The SKU of a row that names none.</param>
    /// <param name="faults">Gets what cannot be read.</param>
    public static ProductId? Sku(CsvTable table, string[] row, string otherwise, FieldFaults faults)
    {
        if (ProductId.TryParse(table.Cell(row, "id") is { Length: > 0 } text ? text : otherwise, null, out var sku))
            return sku;

        faults.Add("id", Faults.Form, CatalogErrors.Sku.Message);
        return null;
    }

    private static long? Price(string? text, string currency, FieldFaults faults)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        // 12,800 is no price: it may be meant with a thousands separator.
        if (MainUnits().IsMatch(text) && Currency.Read(text.Replace(',', '.'), currency) is { } price)
            return price;

        faults.Add("price", Faults.Form, $"'price' must be a number such as {Currency.Text(12800, currency)}, with {Currency.DigitsOf(currency)} digits behind the point at most, and nothing between the thousands.");
        return 0;
    }

    [GeneratedRegex(@"\A[0-9]{1,12}([.][0-9]{1,3}|,[0-9]{1,2})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex MainUnits();

    private static long? Number(string column, string? text, FieldFaults faults)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;

        faults.Add(column, Faults.Form, $"'{column}' must be a whole number.");
        return null;
    }

    private static bool? Truth(string? text, FieldFaults faults)
    {
        switch (text?.ToLowerInvariant())
        {
            case null or "":
                return null;
            case "true" or "yes" or "1" or "是":
                return true;
            case "false" or "no" or "0" or "否":
                return false;
            default:
                faults.Add("illustrative", Faults.Form, "'illustrative' must be true or false.");
                return null;
        }
    }
}
