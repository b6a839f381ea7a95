using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>Names of WordprocessingML.</summary>
internal static class WordXml
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static XAttribute Attribute(string name, string value) => new(W + name, value);

    /// <summary>The value of a child's attribute <c>w:val</c>; null when there is none.</summary>
    public static string? Value(this XElement? parent, string child) => (string?)parent?.Element(W + child)?.Attribute(W + "val");

    /// <summary>The value of its own attribute <c>w:val</c>; null when there is none.</summary>
    public static string? ValueOfSelf(this XElement? element) => (string?)element?.Attribute(W + "val");

    /// <summary>Whether a switch such as <c>w:b</c> is on; null when it is not there.</summary>
    public static bool? Switch(this XElement? parent, string child) => parent?.Element(W + child) is not { } found ? null
        : (string?)found.Attribute(W + "val") is not ("0" or "false" or "off");
}

/// <summary>The parts of a DOCX by their names.</summary>
internal static class DocxPackage
{
    /// <summary>The largest template, in bytes, packed.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    private const long MostUnpacked = 50L * 1024 * 1024;
    private const int MostParts = 500;
    private const string Types = "[Content_Types].xml";

    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads the parts of a DOCX; null when it is none, or none within the bounds.</summary>
    public static Dictionary<string, byte[]>? Read(byte[] file) =>
        Parts(file) is { } parts && parts.ContainsKey("word/document.xml") && parts.ContainsKey(Types) ? parts : null;

    /// <summary>A package without what its writer draws at random: the times of its parts, and the ids of its first relations, which
    /// nothing refers to.</summary>
    public static byte[] Settled(byte[] package)
    {
        const string related = "_rels/.rels";
        var parts = Parts(package) ?? throw new InvalidDataException("A package that was just written.");
        var relations = Xml(parts[related])!;
        foreach (var (n, relation) in relations.Root!.Elements().Index()) relation.SetAttributeValue("Id", $"rId{n + 1}");
        parts[related] = System.Text.Encoding.UTF8.GetBytes(relations.ToString(SaveOptions.DisableFormatting));
        return Write(parts);
    }

    private static Dictionary<string, byte[]>? Parts(byte[] file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts || zip.Entries.Sum(e => e.Length) > MostUnpacked) return null;
            var parts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var entry in zip.Entries.Where(e => e.Length > 0))
            {
                using var read = entry.Open();
                // The length in the directory may lie: read no more than it says.
                var content = new byte[entry.Length];
                read.ReadExactly(content);
                if (!parts.TryAdd(entry.FullName, content)) return null;
            }

            return parts;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Writes parts in the order of their names, without a clock: the same parts give the same bytes.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, byte[]> parts)
    {
        using var result = new MemoryStream();
        using (var zip = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            // Word wants the types first.
            foreach (var (name, content) in parts.OrderBy(p => p.Key != Types).ThenBy(p => p.Key, StringComparer.Ordinal))
            {
                var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = Epoch;
                using var written = entry.Open();
                written.Write(content);
            }
        }

        return result.ToArray();
    }

    /// <summary>An XML part; null when it cannot be read. No document type, so nothing outside is asked for.</summary>
    public static XDocument? Xml(byte[] part)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(part), new() { DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null });
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
