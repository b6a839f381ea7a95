using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Reads a pupil's parents and consent from a row. What names nobody for certain is kept in words, with a notice.</summary>
internal static class FamilyReader
{
    /// <summary>The parents: a telephone, an e-mail and a kinship belong to the name before them, or to the first name.</summary>
    public static IReadOnlyList<RowParent> Parents(RowReading r)
    {
        List<RowParent> parents = [];
        List<bool?> mothers = [];
        (string? Phone, string? Email, (RepresentativeKind? Kind, bool Said) Kinship) ahead = default;
        foreach (var (column, text) in r.Filled())
        {
            var at = Whose(column.Heading, p => p.Phone);
            switch (column.Meaning)
            {
                case ColumnKind.Representative:
                    var cell = ParentCell.Read(text);
                    if (!cell.Whole) r.Notice(ColumnKind.Representative, "parent-words");
                    Add(Named(cell, column.Heading), cell.Parents.Count == 1 ? $"{column.Heading} {text}" : "");
                    break;
                // Most cells with contacts have an address or a number alone, so only a kinship makes a parent.
                case ColumnKind.RepresentativeContacts when ParentCell.Kinship(text).Said:
                    Add(ParentCell.Read(text).Parents.Where(p => p.Said), text);
                    break;
                case ColumnKind.RepresentativePhone when ContactsCell.Read(text).Phone is { } phone:
                    if (parents.Count == 0) ahead.Phone ??= phone;
                    else if (at >= 0) parents[at] = parents[at] with { Phone = parents[at].Phone ?? phone };
                    break;
                case ColumnKind.RepresentativeEmail when ContactsCell.Read(text).Email is { } email:
                    at = Whose(column.Heading, p => p.Email);
                    if (parents.Count == 0) ahead.Email ??= email;
                    else if (at >= 0) parents[at] = parents[at] with { Email = parents[at].Email ?? email };
                    break;
                case ColumnKind.Kinship when ParentCell.Kinship(text) is { Said: true } kinship:
                    if (parents.Count == 0) ahead.Kinship = kinship;
                    else parents[^1] = parents[^1] with { Kind = kinship.Kind, Said = true };
                    break;
            }
        }

        if (parents is [var first, ..]) parents[0] = first with
        {
            Phone = first.Phone ?? ahead.Phone, Email = first.Email ?? ahead.Email,
            Kind = ahead.Kinship.Said ? ahead.Kinship.Kind : first.Kind, Said = first.Said || ahead.Kinship.Said,
        };
        return [.. parents.DistinctBy(p => NameCell.Compared(p.FullName))];

        void Add(IEnumerable<RowParent> named, string words)
        {
            foreach (var parent in named)
            {
                parents.Add(parent);
                mothers.Add(ParentCell.IsMother(words));
            }
        }

        // «Телефон матери» is hers wherever it stands; any other column belongs to the last name, if those before it have theirs.
        int Whose(string heading, Func<RowParent, string?> has) =>
            ParentCell.IsMother(heading) is { } mother && mothers.IndexOf(mother) is >= 0 and var named ? named
            : parents.Take(parents.Count - 1).All(p => has(p) is not null) ? parents.Count - 1 : -1;
    }

    /// <summary>The consent; null when the row says nothing about it.</summary>
    /// <param name="today">The latest day of signing.</param>
    public static RowConsent? Consent(RowReading r, DateOnly today)
    {
        var cells = r.Texts(ColumnKind.Consent).Select(t => ConsentCell.Read(t, today)).ToArray();
        if (cells.Any(c => !c.Understood)) r.Keep(ColumnKind.Consent, "consent-words");
        // «Согласие ребёнка» and «Согласие родителя»: one that is missing decides.
        bool? received = cells.Any(c => c.Received == false) ? false : cells.Any(c => c.Received == true) ? true : null;
        var paper = r.Said(ColumnKind.ConsentPaper) is { } words ? Papers(r, words, today) : null;
        var on = Day(r, ColumnKind.ConsentDate, today) ?? cells.Select(c => c.On).FirstOrDefault(d => d is not null) ?? paper?.On;
        if (on > today)
        {
            r.Keep(r.Said(ColumnKind.ConsentDate) is null ? ColumnKind.Consent : ColumnKind.ConsentDate, "consent-date-invalid");
            on = null;
        }

        var consent = new RowConsent(received, on, Day(r, ColumnKind.ConsentUntil, today),
            paper?.Paper ?? cells.Select(c => c.Paper).FirstOrDefault(p => p is not null));
        return consent is { Received: null, On: null, Paper: null } ? null : consent;
    }

    // «Мать» or «ФИО родителя» above the column says the kinship of who has none in the cell.
    private static IEnumerable<RowParent> Named(ParentCell cell, string heading) =>
        ParentCell.Kinship(heading) is { Said: true, Kind: var kind }
            ? cell.Parents.Select(p => p.Said ? p : p with { Kind = kind, Said = true }) : cell.Parents;

    private static ConsentCell Papers(RowReading r, string words, DateOnly today)
    {
        var read = ConsentCell.Read(words, today);
        if ((read.Paper ?? ConsentCell.NumberOf(words)) is { } number) return read with { Paper = number };
        if (read.On is null) r.Keep(ColumnKind.ConsentPaper, "consent-paper-words");
        return read;
    }

    private static DateOnly? Day(RowReading r, ColumnKind column, DateOnly today)
    {
        if (r.Said(column) is not { } text) return null;
        if (ConsentCell.Read(text, today).On is { } day) return day;
        r.Keep(column, "consent-date-invalid");
        return null;
    }
}
