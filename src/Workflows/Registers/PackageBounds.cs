using System.IO.Compression;
using System.Xml;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>
/// Reads every part of an XLSX or ODS once, before any library sees it, and refuses a package that would cost a library more than its
/// size: too many bytes, parts, elements or attributes, or elements within each other without end.
/// </summary>
internal static class PackageBounds
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = SheetLimits.UnpackedBytes,
        IgnoreComments = true, IgnoreWhitespace = true,
    };

    /// <returns>Whether the package is an ODS; otherwise it may be an XLSX.</returns>
    /// <exception cref="SheetException">The package is broken or over a limit.</exception>
    public static bool Check(Stream file, CancellationToken stop)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > SheetLimits.Parts) throw new SheetException(SheetException.TooLarge);
            var (bytes, elements) = (0L, 0);
            foreach (var part in zip.Entries) Check(part, ref bytes, ref elements, stop);
            return zip.GetEntry("content.xml") is not null;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw new SheetException(SheetException.NotReadable);
        }
    }

    // The sizes in a ZIP may be false, so the bytes are counted while unpacking.
    private static void Check(ZipArchiveEntry part, ref long bytes, ref int elements, CancellationToken stop)
    {
        using var content = new CountedStream(part.Open(), SheetLimits.UnpackedBytes - bytes);
        try
        {
            using var xml = XmlReader.Create(content, Settings);
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (++elements > SheetLimits.Elements || xml.Depth > SheetLimits.Depth || xml.AttributeCount > SheetLimits.Attributes)
                    throw new SheetException(SheetException.TooLarge);
                if (elements % 10_000 == 0) stop.ThrowIfCancellationRequested();
            }
        }
        catch (XmlException)
        {
            // A picture, or broken: a library that reads the part as XML stops at the same place.
        }

        content.CopyTo(Stream.Null);
        bytes += content.Count;
    }

    private sealed class CountedStream(Stream inner, long most) : Stream
    {
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
            return (Count += read) > most ? throw new SheetException(SheetException.TooLarge) : read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
