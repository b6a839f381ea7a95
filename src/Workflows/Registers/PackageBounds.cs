using System.IO.Compression;
using System.Xml;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>The size and content of a package of XML parts.</summary>
internal enum PackageFormat
{
    Xlsx,
    Ods,
    Docx,
}

/// <summary>
/// Reads every part of an XLSX, ODS or DOCX once, before any library sees it, and refuses a package that would cost a library more than its
/// size: too many bytes, parts, elements or attributes, or elements within each other without end.
/// </summary>
internal static class PackageBounds
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = SheetLimits.UnpackedBytes,
        IgnoreComments = true, IgnoreWhitespace = true,
    };

    /// <returns>What its parts say; a broken one is taken for an XLSX.</returns>
    /// <exception cref="SheetException">The package is broken or over a limit.</exception>
    public static PackageFormat Check(Stream file, CancellationToken stop)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > SheetLimits.Parts) throw new SheetException(SheetException.TooLarge);
            var bytes = 0L;
            foreach (var part in zip.Entries) Check(part, ref bytes, stop);
            return zip.GetEntry("content.xml") is not null ? PackageFormat.Ods
                : zip.GetEntry("word/document.xml") is not null ? PackageFormat.Docx : PackageFormat.Xlsx;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw new SheetException(SheetException.NotReadable);
        }
    }

    // The sizes in a ZIP may be false, so the bytes are counted while unpacking.
    private static void Check(ZipArchiveEntry part, ref long bytes, CancellationToken stop)
    {
        using var content = new CountedStream(part.Open(), SheetLimits.UnpackedBytes - bytes);
        try
        {
            using var xml = XmlReader.Create(content, Settings);
            Count(xml, stop);
        }
        catch (XmlException)
        {
            content.IsXml = false;
            // A picture, or broken: a library that reads the part as XML stops at the same place.
        }

        content.CopyTo(Stream.Null);
        bytes += content.Count;
    }

    private static void Count(XmlReader xml, CancellationToken stop)
    {
        var (elements, rows) = (0, 0);
        var most = SheetLimits.OtherElements;
        // How many children the open element of each depth has.
        var children = new int[SheetLimits.Depth + 2];
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.Depth == 0) most = xml.LocalName is "worksheet" or "sst" or "document-content" ? SheetLimits.Elements : most;
            if (++elements > most || xml.Depth > SheetLimits.Depth || xml.AttributeCount > SheetLimits.Attributes)
                throw new SheetException(SheetException.TooLarge);
            children[xml.Depth + 1] = 0;
            if (xml.LocalName is "row" or "table-row" or "tr" && ++rows > SheetLimits.RowElements)
                throw new SheetException(SheetException.TooLarge);
            // A sheet has many rows and a table of texts many texts; nothing else has that many children.
            if (++children[xml.Depth] > SheetLimits.Children && xml.LocalName is not ("row" or "si" or "table-row" or "mergeCell" or "xf"
                or "p" or "tr" or "r" or "style" or "hyperlink" or "dataValidation")) throw new SheetException(SheetException.TooLarge);
            if (elements % 10_000 == 0) stop.ThrowIfCancellationRequested();
        }
    }

    private sealed class CountedStream(Stream inner, long most) : Stream
    {
        private long? tag;

        /// <summary>Whether a reader is still reading XML from it.</summary>
        public bool IsXml { get; set; } = true;

        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            if ((Count += read) > most) throw new SheetException(SheetException.TooLarge);
            Measure(buffer[..read]);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        // The bytes since the last '<' that no '>' has closed. Pictures may have any bytes, and are not read as XML.
        private void Measure(ReadOnlySpan<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                var at = tag is null ? bytes.IndexOf((byte)'<') : bytes.IndexOf((byte)'>');
                if (tag is not null && (tag += at < 0 ? bytes.Length : at) > SheetLimits.TagBytes && IsXml)
                    throw new SheetException(SheetException.TooLarge);
                if (at < 0) return;
                tag = tag is null ? 0 : null;
                bytes = bytes[(at + 1)..];
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
