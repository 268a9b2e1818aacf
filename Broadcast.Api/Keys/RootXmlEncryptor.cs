using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Broadcast.Api.Keys;

/// <summary>Seals the keys of ASP.NET Core's data protection with the root key, before they go to the database.</summary>
internal sealed class RootXmlEncryptor(RootKey root) : IXmlEncryptor
{
    public const string Place = "DataProtectionKeys";

    public const string Element = "sealed";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var closed = root.Seal(Place, Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)));
        return new EncryptedXmlInfo(new XElement(Element, Convert.ToBase64String(closed)), typeof(RootXmlDecryptor));
    }
}
