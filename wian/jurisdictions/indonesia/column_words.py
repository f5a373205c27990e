"""The words that head the columns of Indonesian registers, lists of answers and of offices."""

from __future__ import annotations

from collections.abc import Mapping

from wian.jurisdictions.column_words import (
    Column,
    ColumnNames,
    Headings,
    RegisterKind,
    RegisterWords,
)

_REGISTERS: ColumnNames = {
    (Column.NUMBER, RegisterKind.RECEIVE): "nomor agenda|no. agenda|no agenda|agenda",
    (Column.NUMBER, None): "nomor urut|no. urut|no urut",
    (Column.LETTER_NUMBER, None): "nomor surat|no. surat|no surat|nomor dan kode surat",
    (Column.LETTER_DATED, None): "tanggal surat|tgl. surat|tgl surat",
    (Column.ENTERED, RegisterKind.RECEIVE): "tanggal terima|tanggal diterima|tgl. terima|diterima",
    (Column.ENTERED, RegisterKind.SEND): "tanggal kirim|tanggal keluar|tgl. kirim|dikirim",
    (Column.ENTERED, None): "tanggal|tgl|tgl.",
    (Column.CLOCK, None): "pukul|jam",
    (Column.SENDER, None): "asal surat|pengirim|dari",
    (Column.RECIPIENT, None): "tujuan|tujuan surat|kepada|penerima",
    (Column.SUBJECT, None): "hal|perihal|isi ringkas",
    (Column.ACTION, None): "disposisi|tindak lanjut",
    (Column.REMARK, None): "keterangan|ket.|ket",
    (Column.URGENCY, None): "sifat",
    (Column.SECRECY, None): "klasifikasi keamanan",
    (None, None): "lampiran|kode klasifikasi|klasifikasi|arsip|petugas|paraf",
}
"""What registers of letters (*buku agenda*) head their columns with; no one form is laid down."""
_OFFICES: Mapping[str, str] = {
    "kode": "id",
    **dict.fromkeys(("nama", "nama instansi"), "name"),
    "nama inggris": "name_en",
    "tingkat": "level",
    "jenis": "kind",
    "induk": "parent",
    "alamat": "address",
    "telepon": "phone",
    "penanda tangan": "signatory",
    "keterangan": "note",
}
_ANSWERS: Mapping[str, str] = {
    **dict.fromkeys(("kode", "instansi"), "office"),
    **dict.fromkeys(("tanggal jawaban", "dijawab"), "answered"),
    "jawaban": "answer",
    "alasan": "reason",
}

INDONESIAN_HEADINGS = Headings(
    offices=_OFFICES,
    answers=_ANSWERS,
    yes=("ya", "ada", "sudah"),
    no=("tidak", "tidak ada", "belum", "bukan"),
    registers=RegisterWords(
        columns=_REGISTERS,
        titles={
            RegisterKind.RECEIVE: "(?:buku )?agenda surat masuk|surat masuk",
            RegisterKind.SEND: "(?:buku )?agenda surat keluar|surat keluar",
        },
        title="(?:buku )?agenda surat (?:masuk|keluar)",
        after=("tahun",),
        day_mark="tanggal",
        day_line="Tanggal 19 Januari 2026",
        total="jumlah|total",
    ),
)
