//! Tests of letters: newsletters, mailboxes, what is sent with one, pages saved as MHTML.
//!
//! They read what is written here, never real letters.

use std::io::Cursor;

use super::format::Mail;
use crate::ingest::format::{Claim, Format, Head};
use crate::ingest::test_sink::TestSink;

const LETTER: &str = "From: =?utf-8?q?Le_Phare?= <lettre@phare.example>\n\
                      To: lecteur@example.org\n\
                      Subject: =?utf-8?q?L=27=C3=A9t=C3=A9?= au port\n\
                      Date: Wed, 3 May 2023 08:00:00 +0200\n\
                      Message-ID: <1@phare.example>\n\
                      MIME-Version: 1.0\n";

const TEXT: &str = "Content-Type: text/plain; charset=iso-8859-1\n\
                    Content-Transfer-Encoding: quoted-printable\n\n\
                    Le pont rouvre cet =E9t=E9, et les camions attendent.\n";

fn sink(name: &str, text: &(impl AsRef<[u8]> + ?Sized)) -> TestSink {
    let input = Box::new(Cursor::new(text.as_ref().to_owned()));
    TestSink::by(|source, out| Mail.read(source, out), name, input)
}

#[track_caller]
fn check(name: &str, text: &str, expected: &[&str]) {
    check_bytes(name, text.as_bytes(), expected);
}

#[track_caller]
fn check_bytes(name: &str, letter: &[u8], expected: &[&str]) {
    let shown = sink(name, letter).lines(|it| {
        let day = it.published.as_ref().map_or("", |date| date.iso.as_str());
        let url = &it.url;
        format!("{}|{}|{}|{day}|{}|{url}", it.id, it.title, it.source, it.body)
    });
    assert_eq!(shown, expected, "reading {}", String::from_utf8_lossy(letter));
}

#[test]
fn a_letter_is_an_article() {
    let letter = "1@phare.example|L'été au port|Le Phare|2023-05-03T08:00:00+02:00|Le pont rouvre cet été, et les camions attendent.|";
    check("a.eml", &format!("{LETTER}{TEXT}"), &[letter]);
    let from = "From - Wed May  3 08:00:00 2023\n";
    let other =
        "Subject: Deux\nFrom: alerte@afp.example\nMessage-ID: <2@afp.example>\n\nLe quai ferme.\n";
    check(
        "a.mbox",
        &format!("{from}{LETTER}{TEXT}\n{from}{other}"),
        &[letter, "2@afp.example|Deux|afp.example||Le quai ferme.|"],
    );
    check("a.eml", "Subject: \n\n", &["no title and no text"]);
    check("a.eml", "\n", &["no title and no text"]);
}

#[test]
fn of_text_and_page_the_one_that_says_more_is_the_body() {
    let both = |text: &str, html: &str| {
        format!(
            "{LETTER}Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n{text}\n--x\n\
             Content-Type: text/html\n\n{html}\n--x--\n"
        )
    };
    let body = |text: &str, html: &str| {
        let found = sink("a.eml", &both(text, html));
        found.articles().map(|it| it.body.clone()).collect::<Vec<_>>()
    };
    assert_eq!(body("Le pont rouvre.", "<p>Le <b>pont</b> rouvre."), ["Le pont rouvre."]);
    let long = format!("<p>{}</p><p>Enfin.</p>", "Le pont rouvre. ".repeat(9));
    assert!(body("Voir en ligne", &long)[0].ends_with("Le pont rouvre.\nEnfin."));
}

#[test]
fn letters_and_files_sent_with_a_letter_are_read_too() {
    let mixed = format!(
        "{LETTER}Content-Type: multipart/mixed; boundary=x\n\n--x\n{TEXT}\n--x\nContent-Type: message/rfc822\n\n\
         Subject: Deux\nFrom: alerte@afp.example\nMessage-ID: <2@afp.example>\n\nLe quai ferme.\n\n--x\n\
         Content-Type: text/plain; name=\"note.txt\"\nContent-Disposition: attachment; filename=\"note.txt\"\n\n\
         Note\n\nLa gare.\n--x\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\niVBO\n--x--\n"
    );
    check(
        "a.eml",
        &mixed,
        &[
            "1@phare.example|L'été au port|Le Phare|2023-05-03T08:00:00+02:00|Le pont rouvre cet été, et les camions attendent.|",
            "2@afp.example|Deux|afp.example||Le quai ferme.|",
            "a.eml/note.txt|Note|||La gare.|",
        ],
    );
}

#[test]
fn a_letter_with_several_articles_says_how_many() {
    let text = "Les camions attendent encore que le pont sur le fleuve rouvre, et nul ne sait quand ce sera.";
    let part = |title: &str, day: u8| format!("{title}\nLe Phare, {day} mai 2023\n\n{text}\n\n");
    let both = part("Le pont rouvre", 3) + &part("Le quai ferme", 4);
    let found = sink("a.eml", &format!("{LETTER}\n{both}")).rejected();
    assert!(found.len() == 1 && found[0].contains("seems to hold 2 articles"), "{found:?}");
}

#[test]
fn a_page_saved_as_mhtml_is_read_as_a_page() {
    let text = "<p>Les camions attendent encore que le pont sur le fleuve =C3=A0 Brest rouvre, et \
                personne ne sait quand ce sera.</p>";
    let page = format!(
        "<html><head><title>Le pont rouvre</title></head><body><h1>Le pont rouvre</h1>{}</body></html>",
        text.repeat(5)
    );
    let mhtml = format!(
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://phare.example/1\nSubject: Le pont\n\
         Date: Wed, 3 May 2024 08:00:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; \
         boundary=x\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\nContent-Location: \
         https://phare.example/1\n\n{page}\n--x\nContent-Type: image/png\nContent-Location: https://phare.example/1.png\n\n\
         iVBO\n--x--\n"
    );
    let url = "https://phare.example/1";
    let found = sink("a.mhtml", &mhtml);
    let page = found.articles().next().expect("a page");
    assert_eq!([&page.id, &page.url, &page.title], [url, url, "Le pont rouvre"]);
    assert!(page.body.contains("à Brest") && page.published.is_none(), "{page:?}");
}

#[test]
fn letters_in_letters_without_end_are_read_or_refused() {
    let level = |n: u32| format!("Content-Type: multipart/digest; boundary=b{n}\n\n--b{n}\n\n");
    let deep: String = (0..100_000).map(level).collect();
    assert!(!sink("a.eml", &format!("{LETTER}{deep}")).rejected().is_empty());
    let wide = format!(
        "{LETTER}Content-Type: multipart/mixed; boundary=x\n\n{}",
        "--x\n\n".repeat(200_000)
    );
    assert_eq!(sink("a.eml", &wide).articles().count(), 1);
    let wider = "--x\n\n".repeat(300_000);
    check("a.eml", &wider, &["more than 500,000 short lines, as no letter has; split it first"]);
}

#[test]
fn letters_are_known_by_their_head() {
    let claim = |name: &str, text: &str| {
        Mail.claims(&Head::new(std::path::Path::new(name), text.as_bytes()))
    };
    assert_eq!(claim("a.eml", LETTER), Claim::ByContent);
    assert_eq!(
        claim("Alertes", &format!("From - Wed May  3 08:00:00 2023\n{LETTER}")),
        Claim::ByContent
    );
    assert_eq!(claim("a", &format!("{LETTER}{TEXT}")), Claim::ByContent);
    assert_eq!(claim("a", "Subject: Le pont\n\nIl rouvre."), Claim::No);
    assert_eq!(claim("a.txt", LETTER), Claim::No);
}

#[test]
fn a_letter_that_declares_no_encoding_is_judged_by_its_bytes() {
    let letter = |fields: &str| {
        let head = "From: L'\u{e9}cho <a@b.fr>\nSubject: March\u{e9}\nMessage-ID: <1@b.fr>\n";
        let text = "Le march\u{e9} couvert est ferm\u{e9} pour travaux, l\u{92}\u{e9}t\u{e9}.\n";
        let letter = format!("{head}{fields}\n{text}");
        letter.chars().map(|char| char as u8).collect::<Vec<_>>()
    };
    let expected = "1@b.fr|March\u{e9}|L'\u{e9}cho||Le march\u{e9} couvert est ferm\u{e9} pour travaux, l\u{92}\u{e9}t\u{e9}.|";
    for declared in ["", "; charset=utf-8", "; charset=us-ascii", "; charset=x-unknown"] {
        let fields = format!("Content-Type: text/plain{declared}\n");
        check_bytes("a.eml", &letter(&fields), &[&expected.replace('\u{92}', "\u{2019}")]);
    }
    check_bytes("a.eml", &letter(""), &[&expected.replace('\u{92}', "\u{2019}")]);
    let latin = letter("Content-Type: text/plain; charset=iso-8859-1\n");
    check_bytes("a.eml", &latin, &[&expected.replace('\u{92}', "\u{2019}")]);
}

#[test]
fn what_a_letter_says_of_utf_8_that_it_is_not_does_not_count() {
    let letter = "Subject: L'\u{e9}t\u{e9}\nMessage-ID: <1@b.fr>\nContent-Type: text/plain; charset=iso-8859-1\n\n\
                  L'\u{e9}t\u{e9} au port.\n";
    check("a.eml", letter, &["1@b.fr|L'\u{e9}t\u{e9}|||L'\u{e9}t\u{e9} au port.|"]);
}

#[test]
fn encoded_words_that_lie_are_judged_by_their_bytes() {
    let letter =
        "Subject: =?utf-8?q?March=E9?= =?utf-8?q?_ferm=E9?=\nMessage-ID: <1@b.fr>\n\nLe pont.\n";
    check("a.eml", letter, &["1@b.fr|March\u{e9} ferm\u{e9}|||Le pont.|"]);
}

#[test]
fn a_table_sent_with_a_letter_is_read_as_the_file_is() {
    use base64::Engine;
    let table = "id;titre;texte\n7;L'\u{e9}t\u{e9};Le march\u{e9} rouvre, d\u{e9}j\u{e0}.\n";
    let latin: Vec<u8> = table.chars().map(|char| char as u8).collect();
    let utf16: Vec<u8> =
        format!("\u{FEFF}{table}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for kind in ["text/csv", "text/plain", "application/octet-stream"] {
        for bytes in [&latin, &utf16] {
            let sent = base64::engine::general_purpose::STANDARD.encode(bytes);
            let letter = format!(
                "{LETTER}Content-Type: multipart/mixed; boundary=x\n\n--x\n{TEXT}\n--x\nContent-Type: {kind}; \
                 name=\"a.csv\"\nContent-Disposition: attachment; filename=\"a.csv\"\n\
                 Content-Transfer-Encoding: base64\n\n{sent}\n--x--\n"
            );
            let found = sink("a.eml", &letter);
            let row = found.articles().find(|it| it.id == "7").expect("a row");
            assert_eq!(row.body, "Le march\u{e9} rouvre, d\u{e9}j\u{e0}.", "sent as {kind}");
        }
    }
}

#[test]
fn a_page_saved_as_mhtml_says_its_own_encoding() {
    let text = "<p>Les camions attendent encore que le pont sur le fleuve =E0 Brest rouvre, et \
                personne ne sait quand ce sera, 5 =A4 le c=BDur.</p>";
    let page = format!(
        "<html><head><meta charset=3D\"iso-8859-15\"><title>Le pont</title></head><body><h1>Le pont</h1>{}</body></html>",
        text.repeat(5)
    );
    for declared in ["", "; charset=\"utf-8\""] {
        let mhtml = format!(
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://phare.example/1\nMIME-Version: 1.0\n\
             Content-Type: multipart/related; type=\"text/html\"; boundary=x\n\n--x\nContent-Type: text/html{declared}\n\
             Content-Transfer-Encoding: quoted-printable\n\n{page}\n--x--\n"
        );
        let found = sink("a.mhtml", &mhtml);
        let page = found.articles().next().expect("a page");
        assert!(page.body.contains("\u{e0} Brest") && page.body.contains("5 \u{20ac}"), "{page:?}");
    }
}

#[test]
fn the_date_of_a_letter_is_read_as_dates_are_elsewhere() {
    let date = |date: &str| {
        let found = sink(
            "a.eml",
            &format!("Subject: Le pont\nDate: {date}\nMessage-ID: <1@b.fr>\n\nIl rouvre.\n"),
        );
        let article = found.articles().next().expect("an article");
        (article.published.as_ref().map(|date| date.iso.clone()), article.unread_date.clone())
    };
    for (text, expected) in [
        ("Tue, 12 Mar 2019 14:05:00 +0100", "2019-03-12T14:05:00+01:00"),
        ("Tue, 12 Mar 19 14:05:00 EST (hiver)", "2019-03-12T14:05:00-05:00"),
        ("12 Mar 2019 14:05 GMT", "2019-03-12T14:05:00+00:00"),
        ("mar., 12 mars 2019 14:05:00 +0100", "2019-03-12T14:05:00+01:00"),
        ("dim., 16 juin 2019 14:05:00 +0200", "2019-06-16T14:05:00+02:00"),
        ("12/03/2019 14:05", "2019-03-12T14:05:00+01:00"),
    ] {
        assert_eq!(date(text), (Some(expected.to_owned()), None), "{text}");
    }
    assert_eq!(date("l'an VIII"), (None, Some("l'an VIII".to_owned())));
    assert_eq!(date(""), (None, None));
}
